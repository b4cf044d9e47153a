-- For which agency somebody acted who recorded an entry: that of the role in which they did. Null in what was taken on from before
-- and where a trigger opened by itself.
set role sightline_owner;

alter table sightline.entries add column agency text;
alter table sightline.entries add foreign key (authority, agency) references sightline.agencies;

reset role;
