#!/usr/bin/env bash
# Runs once, when the volume is empty: a database for each of NAMES, owned by a role of that name and closed to the others.
# Text is compared by its code points there, whatever the image's language is.
# The role's password is in <NAME>_DATABASE_PASSWORD.
set -euo pipefail

for name in $NAMES; do
  secret=${name^^}_DATABASE_PASSWORD
  psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set "name=$name" --set "password=${!secret}" << 'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name" encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0;
revoke all on database :"name" from public;
SQL
done
