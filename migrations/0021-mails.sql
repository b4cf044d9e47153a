-- E-mail: that something waits, with a reference and a link, and nothing else. One mail stands for everything that somebody was
-- told and that no mail has told them of.
set role sightline_owner;

alter table sightline.persons
  -- Since when no mail reaches the address, as the mail server or an administrator said; a new address is tried anew.
  add column email_bounced timestamptz;

create table sightline.mails (
  authority text not null,
  -- The reference that the mail bears: it names nobody.
  mail_id uuid not null,
  person_id uuid not null,
  made timestamptz not null,
  tries integer not null default 0,
  -- From when on it is tried again; null once it is settled.
  next_try timestamptz,
  settled timestamptz,
  primary key (authority, mail_id),
  foreign key (authority, person_id) references sightline.persons,
  check ((next_try is null) = (settled is not null))
);
create index mails_to_send on sightline.mails (authority, next_try, mail_id) where next_try is not null;
create index mails_by_person on sightline.mails (authority, person_id, settled);
create index told_unreached on sightline.told (authority, person_id) where read is null and mail in ('no-address', 'bounced', 'refused');
alter table sightline.told add foreign key (authority, mail_id) references sightline.mails;

alter table sightline.mails enable row level security;
alter table sightline.mails force row level security;
grant select, insert, update on sightline.mails to sightline_app;
create policy service on sightline.mails to sightline_app
  using (authority = (select sightline.authority()) and (select sightline.acts_itself()))
  with check (authority = (select sightline.authority()) and (select sightline.acts_itself()));

reset role;
