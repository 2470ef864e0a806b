-- Reports of imports go in time, and so do their findings.
create index roster_import_finished on roster_import (finished_at) where finished_at is not null;
