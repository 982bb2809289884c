-- uuid equality beside range overlap in one exclusion constraint
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- patient search by any part of a name, address or number
CREATE EXTENSION IF NOT EXISTS pg_trgm;
