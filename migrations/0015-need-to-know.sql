-- What is kept of who may know, so that it is looked at again: why a case was restricted and when that is reviewed, when an
-- exclusion is, and of broken glass the one note, and whether it was given back.
set role sightline_owner;

alter table sightline.break_glass
  add column note text,
  add column noted timestamptz,
  add column given_back timestamptz,
  add check ((note is null) = (noted is null));
-- The program writes it for whoever broke the glass: they themselves change nothing of what they did.
create policy own_end on sightline.break_glass for update to sightline_app using (
  authority = (select sightline.authority()) and (select sightline.acts_itself())
  and person_id = (select sightline.person())
);

alter table sightline.cases
  add column sensitivity_because text,
  add column sensitivity_set date,
  add column sensitivity_set_by uuid,
  add column sensitivity_review_on date;
create index cases_by_review on sightline.cases (authority, sensitivity_review_on) where sensitivity_review_on is not null;

alter table sightline.exclusions
  add column review_on date,
  add check (review_on is null or review_on > since);
create index exclusions_by_review on sightline.exclusions (authority, review_on) where lifted is null and review_on is not null;

reset role;
