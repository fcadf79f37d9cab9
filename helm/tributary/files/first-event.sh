#!/usr/bin/env bash
# Sends one event and finds the profile that it makes. Needs GATEWAY, COLLECTOR, KEYCLOAK_URL and INSTALLATION_CLIENT_SECRET.
# What it makes stays in the workspace helm-test, but for its source, which is deleted.
set -euo pipefail

fail() { echo "FAILED: $*" >&2; exit 1; }

# The first text field of that name in a JSON answer.
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

api() {
  curl --silent --show-error --fail-with-body --max-time 60 \
    -H "Authorization: Bearer $token" -H 'Content-Type: application/json' "$@"
}

token=$(curl --silent --show-error --fail-with-body --max-time 30 \
  --data-urlencode grant_type=client_credentials --data-urlencode client_id=tributary-installation \
  --data-urlencode "client_secret=$INSTALLATION_CLIENT_SECRET" \
  "$KEYCLOAK_URL/protocol/openid-connect/token" | field access_token) || fail "Keycloak gives no token."

workspaces=$GATEWAY/api/v1/workspaces
if ! api "$workspaces/helm-test" > /dev/null 2>&1; then
  api -H 'Idempotency-Key: helm-test' -d '{"key":"helm-test","name":"helm test","kind":"test"}' "$workspaces" \
    > /dev/null || fail "the workspace helm-test cannot be made."
fi
workspace=$workspaces/helm-test

run=$(date +%s)
source=$(api -d "{\"key\":\"run-$run\",\"name\":\"Run $run\"}" "$workspace/sources") || fail "no source: $source"
id=$(field id <<< "$source")
trap 'api -X DELETE "$workspace/sources/$id" > /dev/null || true' EXIT
key=$(field writeKey <<< "$source")

# Collectors hear of a new source from its topic.
for _ in $(seq 30); do
  answer=$(curl --silent --show-error --max-time 10 -u "$key:" -o /dev/null -w '%{http_code}' "$COLLECTOR/v1/identify" \
    -d "{\"userId\":\"helm-test-$run\",\"messageId\":\"helm-test-$run\",\"traits\":{\"plan\":\"test\"}}" || true)
  [ "$answer" = 200 ] && break
  sleep 1
done
[ "$answer" = 200 ] || fail "the collector answers $answer."

api "$workspace/pipeline?wait=30s&until=ledger" | grep -q '"caughtUp":true' || fail "the pipeline does not catch up in 30 s."
profile=$(api -d "{\"type\":\"user_id\",\"value\":\"helm-test-$run\"}" "$workspace/profiles/lookup") ||
  fail "no profile has the user id helm-test-$run: $profile"
echo "Found $(field id <<< "$profile"): an event becomes a profile."
