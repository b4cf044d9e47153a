-- Passkeys, for people whom no identity provider knows. An administrator, or whoever has one already and adds another, makes an
-- invitation; whoever opens its link makes a passkey with it. Of a link only the SHA-256 of its token stands here, and of a
-- passkey only what is public: whoever reads the tables can be nobody.
set role sightline_owner;

create table sightline.passkeys (
  authority text not null,
  passkey_id uuid not null,
  person_id uuid not null,
  -- By what the authenticator knows it.
  credential bytea not null check (length(credential) between 1 and 1023),
  public_key bytea not null,
  -- Grows with each use where the authenticator counts, and stays 0 where it does not.
  counter bigint not null check (counter >= 0),
  -- How a browser reaches the authenticator: "internal", "usb", "hybrid".
  transports text[] not null,
  -- What its owner calls the device.
  title text not null,
  -- Kept by the owner's account at a maker of devices, and so on each of their devices.
  synced boolean not null,
  made timestamptz not null,
  used timestamptz,
  revoked timestamptz,
  revoked_because text check (revoked_because in ('own', 'administrator', 'copied')),
  primary key (authority, passkey_id),
  unique (credential),
  foreign key (authority, person_id) references sightline.persons,
  check ((revoked is null) = (revoked_because is null))
);
create index passkeys_by_person on sightline.passkeys (authority, person_id);

create table sightline.invitations (
  authority text not null,
  invitation_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  made timestamptz not null,
  made_by uuid not null,
  expires timestamptz not null,
  used timestamptz,
  withdrawn timestamptz,
  primary key (authority, invitation_id),
  unique (token_hash),
  foreign key (authority, person_id) references sightline.persons,
  foreign key (authority, made_by) references sightline.persons (authority, person_id),
  check (expires > made)
);
create index invitations_by_person on sightline.invitations (authority, person_id);
create index invitations_by_maker on sightline.invitations (authority, made_by);

do $$
declare
  each text;
  own constant text := 'authority = (select sightline.authority()) and person_id = (select sightline.person())
    and (select sightline.scopes()) is not null';
  kept constant text := 'authority = (select sightline.authority()) and (select sightline.administers())';
begin
  foreach each in array array['passkeys', 'invitations'] loop
    execute format('alter table sightline.%I enable row level security', each);
    execute format('alter table sightline.%I force row level security', each);
    execute format('grant select, insert on sightline.%I to sightline_app', each);
    execute format('grant select on sightline.%I to sightline_access', each);
    execute format('create policy seen on sightline.%I for select to sightline_app using (%s or %s)', each, own, kept);
    execute format('create policy changed on sightline.%I for update to sightline_app using (%s or %s)', each, own, kept);
    execute format('create policy looks_through on sightline.%I for select to sightline_access using (true)', each);
  end loop;
  -- Nobody makes a passkey for somebody else, administrators included.
  execute format('create policy added on sightline.passkeys for insert to sightline_app with check (%s)', own);
  execute format('create policy added on sightline.invitations for insert to sightline_app with check (%s or %s)', own, kept);
end
$$;
-- What a passkey proves, and whose it is, never changes.
grant update (counter, used, revoked, revoked_because) on sightline.passkeys to sightline_app;
grant update (used, withdrawn) on sightline.invitations to sightline_app;

-- The passkey by which a session began: it ends with it.
alter table sightline.sessions add column passkey_id uuid;
alter table sightline.sessions add foreign key (authority, passkey_id) references sightline.passkeys;
create index sessions_by_passkey on sightline.sessions (authority, passkey_id);

reset role;
set role sightline_access;

-- Whose passkey a credential is, and what its signature is checked with. Asked before anybody is known.
create function sightline.passkey_of(of_credential bytea)
returns table (authority text, person_id uuid, passkey_id uuid, public_key bytea)
language sql stable security definer set search_path = ''
begin atomic
  select k.authority, k.person_id, k.passkey_id, k.public_key from sightline.passkeys k where k.credential = of_credential;
end;
revoke all on function sightline.passkey_of from public;
grant execute on function sightline.passkey_of to sightline_app;

-- Whom a link invites, and whether it still does. Asked before anybody is known.
create function sightline.invitation_of(of_token bytea, at timestamptz)
returns table (
  authority text, authority_title text, person_id uuid, name text, agency_title text, invitation_id uuid, state text
)
language sql stable security definer set search_path = ''
begin atomic
  select i.authority, o.title, i.person_id, p.name, a.title, i.invitation_id,
    case
      when i.used is not null then 'used'
      when i.withdrawn is not null then 'withdrawn'
      when i.expires <= at then 'expired'
      else 'open'
    end
  from sightline.invitations i
  join sightline.authorities o on o.authority = i.authority
  join sightline.persons p on p.authority = i.authority and p.person_id = i.person_id
  join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
  where i.token_hash = of_token;
end;
revoke all on function sightline.invitation_of from public;
grant execute on function sightline.invitation_of to sightline_app;

-- How many can sign in to each authority, and by what. Asked before anybody is known; it names nobody.
create function sightline.ways_in(at timestamptz)
returns table (authority text, sign_ins bigint, passkeys bigint, invitations bigint)
language sql stable security definer set search_path = ''
begin atomic
  select o.authority,
    (select count(*) from sightline.sign_ins s where s.authority = o.authority),
    (select count(*) from sightline.passkeys k where k.authority = o.authority and k.revoked is null),
    (select count(*) from sightline.invitations i
     where i.authority = o.authority and i.used is null and i.withdrawn is null and i.expires > at)
  from sightline.authorities o
  order by o.authority;
end;
revoke all on function sightline.ways_in from public;
grant execute on function sightline.ways_in to sightline_app;

-- As in 0010-sessions.sql. A session that began by a passkey ends when that is revoked.
drop function sightline.use_session;
create function sightline.use_session(of_token bytea, at timestamptz, idle timestamptz)
returns table (
  authority text, authority_title text, demonstration boolean, person_id uuid, name text, agency_title text, how text,
  began timestamptz, fresh_since timestamptz, passkey_id uuid
)
language sql volatile security definer set search_path = ''
begin atomic
  update sightline.sessions s set idle_until = least(idle, s.ends)
  where s.token_hash = of_token and s.ends > at and s.idle_until > at and s.began <= at + interval '2 minutes'
    and s.idle_until < least(idle, s.ends) - interval '1 minute';
  select s.authority, o.title, o.demonstration, s.person_id, p.name, a.title, s.how, s.began, s.fresh_since, s.passkey_id
  from sightline.sessions s
  join sightline.authorities o on o.authority = s.authority
  join sightline.persons p on p.authority = s.authority and p.person_id = s.person_id
  join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
  left join sightline.passkeys k on k.authority = s.authority and k.passkey_id = s.passkey_id
  where s.token_hash = of_token and s.ends > at and s.idle_until > at and s.began <= at + interval '2 minutes'
    and k.revoked is null;
end;
revoke all on function sightline.use_session from public;
grant execute on function sightline.use_session to sightline_app;

reset role;
