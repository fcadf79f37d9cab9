{{/*
Where Kafka and PostgreSQL are, and how to get in: as the values say, or as the operators make it that this release asks for
clusters. Each answers YAML.
*/}}
{{- define "tributary.kafka" -}}
{{- $kafka := .Values.kafka }}
{{- if .Values.strimzi.enabled }}
{{- $cluster := include "tributary.kafka.cluster" . }}
# With its namespace, because KEDA asks from another.
bootstrapServers: {{ $cluster }}-kafka-bootstrap.{{ .Release.Namespace }}.svc:9093
protocol: SASL_SSL
mechanism: SCRAM-SHA-512
username: {{ $cluster }}-services
password: {name: {{ $cluster }}-services, key: password}
ca: {name: {{ $cluster }}-cluster-ca-cert, key: ca.crt}
client: {name: ""}
{{- else }}
bootstrapServers: {{ required "kafka.bootstrapServers is needed, unless strimzi.enabled" $kafka.bootstrapServers | quote }}
protocol: {{ $kafka.security.protocol }}
mechanism: {{ $kafka.security.saslMechanism | quote }}
username: {{ $kafka.security.username | quote }}
password: {{ toJson $kafka.security.passwordSecret }}
ca: {{ toJson $kafka.security.caSecret }}
client: {{ toJson $kafka.security.clientSecret }}
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
