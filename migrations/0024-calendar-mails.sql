-- When and where a sitting is, and the calendar invitations to it: what each person was sent, under which number, so that what is
-- sent next changes or takes away what they have.
set role sightline_owner;

alter table sightline.sittings
  -- Null: all day. It may begin at a time and end when it is done.
  add column starts timestamptz,
  add column ends timestamptz,
  add column place text,
  -- Where it is joined from elsewhere.
  add column link text,
  -- Rises with whatever is changed of it: of two invitations the one with the higher number holds (RFC 5545, SEQUENCE).
  add column revision integer not null default 0,
  add unique (authority, sitting_id),
  add check (ends is null or starts is not null),
  add check (ends > starts);

alter table sightline.mails
  -- What it is sent for: that something waits in the product, or one calendar invitation.
  add column carries text not null default 'waiting' check (carries in ('waiting', 'invitation'));

create table sightline.calendar_mails (
  authority text not null,
  -- The mail that carries it.
  mail_id uuid not null,
  sitting_id uuid not null,
  person_id uuid not null,
  -- "request" invites, or tells of a change; "cancel" takes it out of the calendar.
  method text not null check (method in ('request', 'cancel')),
  revision integer not null,
  -- The event as they were told of it.
  said text not null,
  -- "withdrawn": something newer took its place before it was sent. What was given up is told in the product instead.
  state text not null default 'to-send' check (state in (
    'to-send', 'sent', 'withdrawn', 'refused', 'no-address', 'bounced', 'given-up')),
  primary key (authority, mail_id),
  unique (authority, sitting_id, person_id, revision),
  foreign key (authority, mail_id) references sightline.mails,
  foreign key (authority, sitting_id) references sightline.sittings (authority, sitting_id),
  foreign key (authority, person_id) references sightline.persons
);

alter table sightline.calendar_mails enable row level security;
alter table sightline.calendar_mails force row level security;
grant select, insert, update on sightline.calendar_mails to sightline_app;
create policy service on sightline.calendar_mails to sightline_app
  using (authority = (select sightline.authority()) and (select sightline.acts_itself()))
  with check (authority = (select sightline.authority()) and (select sightline.acts_itself()));

reset role;
