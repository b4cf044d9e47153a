-- Everything that one person was told, of whatever kind, in one place: whether they have read it, and what became of the e-mail
-- that says that something waits for them.
set role sightline_owner;

-- A notice's recipients are told like anybody else, and a receipt is a row of what they were told.
drop table sightline.receipts;
drop policy read on sightline.glass_alerts;
alter table sightline.glass_alerts drop column read;

alter table sightline.told
  alter column pathway_id drop not null,
  alter column case_id drop not null,
  drop constraint told_kind_check,
  add constraint told_kind_check check (kind in (
    'notice', 'reminder', 'overdue', 'silence', 'nobody', 'break-glass', 'hand-over', 'stand-in', 'doubtful', 'not-reached',
    'taken-back', 'invitation')),
  -- Who brought it about, and is shown who has not read it; null where time did.
  add column sender_id uuid,
  -- What became of the e-mail. "to-send" also where none is ever sent, since the product alone is used.
  add column mail text not null default 'to-send' check (mail in (
    'to-send', 'sent', 'read-first', 'refused', 'no-address', 'bounced', 'given-up')),
  -- The e-mail that stands for it, often with others: its reference.
  add column mail_id uuid,
  -- Who is to tell them, where no e-mail reaches them; and when they had.
  add column falls_to uuid,
  add column acted timestamptz,
  add foreign key (authority, sender_id) references sightline.persons (authority, person_id),
  add foreign key (authority, falls_to) references sightline.persons (authority, person_id);
create index told_to_send on sightline.told (authority, person_id) where mail = 'to-send';
create index told_by_mail on sightline.told (authority, mail_id) where mail_id is not null;
create index told_by_sender on sightline.told (authority, sender_id, told) where read is null and sender_id is not null;
create index told_fallen on sightline.told (authority, falls_to, person_id) where falls_to is not null and acted is null and read is null;

drop policy seen on sightline.told;
drop policy own on sightline.told;
-- Of a pathway whoever may read it sees who was told what; of other things each their own, and
-- what they brought about. That nobody is there to do something
-- says nothing of a child.
create policy seen on sightline.told for select to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or (pathway_id is null or kind = 'nobody') and person_id = (select sightline.person()) and (select sightline.scopes()) is not null
      and (case_id is null or not sightline.excluded(authority, case_id, (select sightline.scopes())::text[]))
    or pathway_id is null and sender_id = (select sightline.person()) and (select sightline.scopes()) is not null
    or pathway_id is not null and sightline.sees(authority, case_id, pathway_id, 'read') is not null)
);
create policy changed on sightline.told for update to sightline_app using (
  authority = (select sightline.authority()) and ((select sightline.acts_itself())
    or person_id = (select sightline.person()) and (select sightline.scopes()) is not null)
);

reset role;
