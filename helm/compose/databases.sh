#!/usr/bin/env bash
# Makes one database per service with its three roles, each of which can connect to that database and no other; repeating it
# sets the passwords and changes nothing else. What the roles may do in their database is granted by the services' migrations.
#
# Signs in as psql does (PGHOST, PGUSER, PGPASSWORD, …), with a role that may create databases and roles. Reads the passwords
# from the environment, as IDENTITY_OWNER_PASSWORD, or first from the file that SECRETS_FILE names.
set -euo pipefail

if [ -n "${SECRETS_FILE:-}" ]; then
  . "$SECRETS_FILE"
fi

database() {
  local name=$1 role variable password
  shift
  for role in "$@"; do
    variable=${role^^}_PASSWORD
    if [ -z "${!variable:-}" ]; then
      echo "databases.sh: $variable is not set" >&2
      exit 1
    fi
  done
  # Through the standard input, because a password in an argument is seen by everyone on the machine.
  {
    for role in "$@"; do
      variable=${role^^}_PASSWORD
      # In its quotes psql expands backslashes.
      password=${!variable//\\/\\\\}
      printf "\\\\set role '%s'\n\\\\set password '%s'\n" "$role" "${password//\'/\'\'}"
      cat <<'SQL'
select format('create role %I login', :'role') where not exists (select from pg_roles where rolname = :'role') \gexec
select format('alter role %I password %L', :'role', :'password') \gexec
SQL
    done
    printf "\\\\set name '%s'\n\\\\set owner '%s'\n\\\\set rest '%s'\n" "$name" "$1" "${*:2}"
    cat <<'SQL'
-- A superuser may give a database to anyone; others must be able to become the role, which making it does not bring.
select format('grant %I to current_user', :'owner')
  where not pg_has_role(current_user, :'owner', 'set') \gexec
select format('create database %I owner %I', :'name', :'owner')
  where not exists (select from pg_database where datname = :'name') \gexec
revoke all on database :"name" from public;
select format('grant connect on database %I to %I', :'name', role)
  from string_to_table(nullif(:'rest', ''), ' ') as role \gexec
SQL
  } | psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname "${PGDATABASE:-postgres}"
}

# Everybody may connect to these from the beginning.
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname "${PGDATABASE:-postgres}" <<'SQL'
select format('revoke all on database %I from public', datname) from pg_database
  where datname in ('postgres', 'template1') and pg_has_role(datdba, 'member') \gexec
SQL

for name in collector identity audience destinations warehouse control; do
  database "$name" "${name}_owner" "${name}_worker" "${name}_request"
done
# Where Keycloak has its database here too.
if [ -n "${KEYCLOAK_PASSWORD:-}" ]; then
  database keycloak keycloak
fi
