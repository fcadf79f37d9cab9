{{/*
Where Kafka and PostgreSQL are, and how to get in: as the values say, or as the operators make it that this release asks for
clusters. Each answers YAML.
*/}}
{{- define "tributary.kafka" -}}
{{- $root := index . 0 }}
{{- $key := index . 1 }}
{{- $kafka := $root.Values.kafka }}
{{- if $root.Values.strimzi.enabled }}
{{- $cluster := include "tributary.kafka.cluster" $root }}
{{- $component := get (include "tributary.services" $root | fromYaml) $key | dig "component" "" }}
{{- $user := include "tributary.kafka.user" (list $root $component) }}
# With its namespace, because KEDA asks from another.
bootstrapServers: {{ $cluster }}-kafka-bootstrap.{{ $root.Release.Namespace }}.svc:9093
protocol: SASL_SSL
mechanism: SCRAM-SHA-512
username: {{ $user }}
password: {name: {{ $user }}, key: password}
ca: {name: {{ $cluster }}-cluster-ca-cert, key: ca.crt}
client: {name: ""}
{{- else }}
{{- $user := get $kafka.users $key }}
{{- if not $root.Values.tryOut }}{{ include "tributary.kafka.apart" $root }}{{ end }}
bootstrapServers: {{ required "kafka.bootstrapServers is needed, unless strimzi.enabled" $kafka.bootstrapServers | quote }}
protocol: {{ $kafka.security.protocol }}
mechanism: {{ $kafka.security.saslMechanism | quote }}
username: {{ $user.username | quote }}
password: {{ toJson $user.passwordSecret }}
ca: {{ toJson $kafka.security.caSecret }}
client: {{ toJson $user.clientSecret }}
{{- end }}
{{- end }}

{{/* The user of a service at Strimzi's cluster, and the secret that Strimzi makes for it. Takes a list: the root, and the component. */}}
{{- define "tributary.kafka.user" -}}
{{- printf "%s-%s" (include "tributary.kafka.cluster" (index . 0)) (index . 1) }}
{{- end }}

{{/* Fails where two services would be one user: what one may do, the other could. */}}
{{- define "tributary.kafka.apart" -}}
{{- $seen := dict }}
{{- range $key, $user := .Values.kafka.users }}
{{- $who := ternary (printf "username %s" $user.username) (printf "clientSecret %s/%s" $user.clientSecret.name $user.clientSecret.key) (ne $user.username "") }}
{{- with get $seen $who }}
{{- fail (printf "kafka.users.%s and kafka.users.%s are one user (%s): outside a try-out each service needs a user of its own, with the rules of docs/reference/kafka-users.md" . $key $who) }}
{{- end }}
{{- $_ := set $seen $who $key }}
{{- end }}
{{- end }}

{{/* Takes a list: the root, and the service's database. */}}
{{- define "tributary.database" -}}
{{- $root := index . 0 }}
{{- $name := index . 1 }}
{{- if $root.Values.cloudNativePg.enabled }}
{{- $cluster := include "tributary.postgres.cluster" $root }}
url: {{ printf "jdbc:postgresql://%s-rw:5432/%s?sslmode=verify-full&sslrootcert=/etc/tributary/database/ca.crt" $cluster $name }}
port: 5432
ca: {name: {{ $cluster }}-ca, key: ca.crt}
{{- else }}
{{- $database := $root.Values.database }}
{{- $host := get $database.hosts $name | default $database.host | required "database.host is needed, unless cloudNativePg.enabled" }}
url: {{ printf "jdbc:postgresql://%s:%d/%s%s" $host (int $database.port) $name (ternary (printf "?%s" $database.parameters) "" (ne $database.parameters "")) }}
port: {{ $database.port | int }}
ca: {{ toJson $database.caSecret }}
{{- end }}
{{- end }}

{{/* One credential of a role of a service's database. Takes a list: root, database, role, username or password. */}}
{{- define "tributary.database.secret" -}}
valueFrom:
  secretKeyRef:
    name: {{ printf "%s-%s-%s" (index . 0).Values.database.secretPrefix (index . 1) (index . 2) }}
    key: {{ index . 3 }}
{{- end }}
