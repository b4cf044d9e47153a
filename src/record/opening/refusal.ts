import type { MigrationRefusal } from '../database/migrate.ts'
import { type ServerRefusal, sayServerRefusal } from '../embedded/refusal.ts'

/** Which address was named where: all are read from the environment. */
export type AddressName = 'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_WORKER_URL'

/** Why the record cannot be opened. Each is said with its remedy by `sayRecordRefusal`. Addresses are told without passwords. */
export type RecordRefusal =
  | { readonly kind: 'server'; readonly refusal: ServerRefusal }
  | { readonly kind: 'migration'; readonly refusal: MigrationRefusal; readonly place: string }
  | { readonly kind: 'bad-address'; readonly name: AddressName }
  | { readonly kind: 'unreachable'; readonly place: string; readonly why: string }
  | { readonly kind: 'sign-in-refused'; readonly place: string; readonly user: string; readonly why: string }
  | { readonly kind: 'no-database'; readonly place: string }
  /** PostgreSQL of a version before 15. */
  | { readonly kind: 'too-old'; readonly place: string; readonly found: string }
  | { readonly kind: 'not-utf8'; readonly place: string; readonly found: string }
  /** Migrations are to be run, and nobody is named who may. */
  | { readonly kind: 'not-migrated'; readonly place: string; readonly missing: readonly string[] }
  /** The owner that is named may not make roles or schemas. */
  | { readonly kind: 'may-not-migrate'; readonly place: string; readonly user: string; readonly why: string }
  /** The program's login passes over row security, or owns what it would guard. */
  | { readonly kind: 'not-bound'; readonly place: string; readonly user: string }
  /** The program's login is neither sightline_app nor a member of it. */
  | { readonly kind: 'not-the-program'; readonly place: string; readonly user: string }
  /** The record is at an address, and none is named for the queue of jobs. */
  | { readonly kind: 'no-queue-address'; readonly place: string }
  /** The login that is named for the queue is neither sightline_worker nor a member of it. */
  | { readonly kind: 'not-the-worker'; readonly place: string; readonly user: string }
  /** The login that is named for the queue could read or change the record. */
  | { readonly kind: 'sees-the-record'; readonly place: string; readonly user: string }
  /** What is acknowledged might not be on the disk. */
  | { readonly kind: 'not-durable'; readonly place: string; readonly settings: readonly string[] }
  /** A restoration was interrupted: what is there is not the whole record. */
  | { readonly kind: 'half-restored'; readonly place: string }

/** What happened, and what to do. */
export function sayRecordRefusal(refusal: RecordRefusal): string {
  switch (refusal.kind) {
    case 'server':
      return sayServerRefusal(refusal.refusal)
    case 'migration':
      return sayMigrationRefusal(refusal.refusal, refusal.place)
    case 'bad-address':
      return `${refusal.name} is no address of a database. Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE.`
    case 'unreachable':
      return `The database at ${refusal.place} does not answer: ${refusal.why}. See that it runs and can be reached from here.`
    case 'sign-in-refused':
      return (
        `The database at ${refusal.place} does not let ${refusal.user} in: ${refusal.why}. Correct the user or the password; ` +
        'the roles are made by the first start that DATABASE_OWNER_URL is named for, and their passwords by you: ' +
        "alter role sightline_app password '...'"
      )
    case 'no-database':
      return `There is no such database: ${refusal.place}. Make it (create database ... encoding 'UTF8'), or correct the name.`
    case 'too-old':
      return `${refusal.place} is PostgreSQL ${refusal.found}. Sightline needs 15 or later.`
    case 'not-utf8':
      return (
        `${refusal.place} keeps its text in ${refusal.found}, in which not every name can be written. Make a database with ` +
        "encoding 'UTF8' template template0."
      )
    case 'not-migrated':
      return (
        `${refusal.place} lacks ${refusal.missing.length} migrations (${refusal.missing.join(', ')}). Start once with ` +
        'DATABASE_OWNER_URL naming a user who may create roles and schemas there.'
      )
    case 'may-not-migrate':
      return (
        `${refusal.user} may not do what the migrations do in ${refusal.place}: ${refusal.why}. Name a superuser in ` +
        'DATABASE_OWNER_URL, or let this one: alter role ... createrole, and make it the owner of the database.'
      )
    case 'not-bound':
      return (
        `DATABASE_URL signs in to ${refusal.place} as ${refusal.user}, whom row security does not bind: everybody would see ` +
        `every child. Name sightline_app in DATABASE_URL, and ${refusal.user} in DATABASE_OWNER_URL.`
      )
    case 'not-the-program':
      return `${refusal.user} is not the program's login in ${refusal.place}. Name sightline_app, or a member of it, in DATABASE_URL.`
    case 'no-queue-address':
      return (
        `The record is at ${refusal.place}, and no address is named for its queue of jobs. Name it in DATABASE_WORKER_URL: ` +
        'the same database, signed in to as sightline_worker.'
      )
    case 'not-the-worker':
      return (
        `${refusal.user} is not the login of the queue in ${refusal.place}. Name sightline_worker, or a member of it, in ` +
        'DATABASE_WORKER_URL, and the database of DATABASE_URL.'
      )
    case 'sees-the-record':
      return (
        `DATABASE_WORKER_URL signs in to ${refusal.place} as ${refusal.user}, who can reach the record itself. Name ` +
        'sightline_worker in DATABASE_WORKER_URL.'
      )
    case 'not-durable':
      return (
        `${refusal.place} may lose what it has acknowledged: ${refusal.settings.join(', ')}. Turn them on (fsync, ` +
        'synchronous_commit, full_page_writes), for the server and for the role sightline_app.'
      )
    case 'half-restored':
      return `A restoration into ${refusal.place} was interrupted. Empty it and restore again.`
    default:
      return refusal satisfies never
  }
}

function sayMigrationRefusal(refusal: MigrationRefusal, place: string): string {
  switch (refusal.kind) {
    case 'changed':
      return (
        `The migration ${refusal.name} has another text than the one that was run in ${place}. Install the version of ` +
        'Sightline that wrote the data, or one that came after it, unaltered.'
      )
    case 'unknown':
      return `${place} was written by a later version of Sightline (${refusal.name}). Install that version or one that came after it.`
    case 'failed':
      return (
        `The migration ${refusal.name} failed in ${place}, and nothing of it was kept: ${refusal.message}. Put that right and ` +
        'start again.'
      )
    default:
      return refusal satisfies never
  }
}
