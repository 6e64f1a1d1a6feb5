-- The services that keep a directory of the sites, and how far each has been told of those that were there before it.
CREATE TABLE site_keeper (
    service    text PRIMARY KEY,
    told_up_to uuid,             -- id of the last site it was told of; NULL: none yet
    complete   boolean NOT NULL  -- it has been told of all; of what changes since it learns as every other
);
