-- Secrets of webhooks lie sealed (AES-256-GCM) under a key that the database does not have. Those that an older release
-- kept as they are, the service seals when it plans.
ALTER TABLE channel
    ALTER COLUMN secret SET DEFAULT '',
    ADD COLUMN sealed_secret bytea NOT NULL DEFAULT '',
    ADD COLUMN secret_key_id text  NOT NULL DEFAULT '';
COMMENT ON COLUMN channel.secret IS 'of an older release; empty once it is sealed';
CREATE INDEX channel_secret_key ON channel (secret_key_id) WHERE kind = 2;
