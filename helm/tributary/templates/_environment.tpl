{{/*
A service's environment, the same names that docs/reference/settings.md lists. Takes a dictionary: root, key, service, values.
*/}}
{{- define "tributary.environment" -}}
{{- $root := .root }}
{{- $key := .key }}
{{- $service := .service }}
{{- $values := $root.Values }}
{{- $kafka := include "tributary.kafka" (list $root $key) | fromYaml }}
- name: QUARKUS_HTTP_PORT
  value: "8080"
- name: QUARKUS_MANAGEMENT_PORT
  value: "9000"
- name: JDK_JAVA_OPTIONS
  value: {{ printf "-XX:MaxRAMPercentage=%d" (int .values.heapPercent) | quote }}
{{- if $values.trustStore.secret.name }}
- name: TRUST_STORE
  value: /etc/tributary/trust/truststore.p12
- name: TRUST_STORE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ required "trustStore.passwordSecret.name is needed with trustStore.secret" $values.trustStore.passwordSecret.name }}, key: {{ $values.trustStore.passwordSecret.key }}}
{{- end }}
- name: TRIBUTARY_INSTANCE
  valueFrom:
    fieldRef: {fieldPath: metadata.name}
- name: TRIBUTARY_KEY_SECRET
  valueFrom:
    # The collector, which the internet reaches, holds nothing that seals or opens what is others'.
    secretKeyRef: {name: {{ $values.secrets.existingSecret }}, key: {{ eq $key "collector" | ternary "collector-key-secret" "key-secret" }}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ $kafka.bootstrapServers | quote }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $kafka.protocol }}
{{- if hasPrefix "SASL" $kafka.protocol }}
- name: KAFKA_SASL_MECHANISM
  value: {{ required "kafka.security.saslMechanism is needed for SASL" $kafka.mechanism }}
- name: KAFKA_USERNAME
  value: {{ required (printf "kafka.users.%s.username is needed for SASL" $key) $kafka.username | quote }}
- name: KAFKA_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ required (printf "kafka.users.%s.passwordSecret.name is needed for SASL" $key) $kafka.password.name }}, key: {{ $kafka.password.key }}}
{{- end }}
{{- if $kafka.ca.name }}
- name: KAFKA_TRUSTSTORE
  value: /etc/tributary/kafka/ca.crt
{{- end }}
{{- if $kafka.client.name }}
- name: KAFKA_KEYSTORE
  value: /etc/tributary/kafka-client/client.pem
{{- end }}
- name: TRIBUTARY_KAFKA_REPLICATION_FACTOR
  value: {{ $values.kafka.replicationFactor | int | quote }}
- name: TRIBUTARY_KAFKA_RETENTION_BYTES
  value: {{ $values.kafka.retentionBytes | int64 | quote }}
{{- if $values.kafka.acceptLog }}
- name: TRIBUTARY_KAFKA_ACCEPT_LOG
  value: {{ $values.kafka.acceptLog | quote }}
{{- end }}
{{- if $service.database }}
- name: DATABASE_URL
  value: {{ (include "tributary.database" (list $root $key) | fromYaml).url | quote }}
{{- range $role := list "worker" "request" }}
- name: DATABASE_{{ upper $role }}_USER
  {{- include "tributary.database.secret" (list $root $key $role "username") | nindent 2 }}
- name: DATABASE_{{ upper $role }}_PASSWORD
  {{- include "tributary.database.secret" (list $root $key $role "password") | nindent 2 }}
{{- end }}
{{- end }}
- name: KEYCLOAK_URL
  value: {{ required "keycloak.realmUrl is needed" $values.keycloak.realmUrl | quote }}
{{- if $service.redis }}
- name: REDIS_URL
  value: {{ required "redis.url is needed" $values.redis.url | quote }}
{{- if $values.redis.passwordSecret.name }}
- name: QUARKUS_REDIS_PASSWORD
  valueFrom:
    secretKeyRef: {{ toJson $values.redis.passwordSecret }}
{{- end }}
{{- if hasPrefix "rediss:" $values.redis.url }}
- name: QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM
  value: HTTPS
{{- end }}
{{- if $values.redis.caSecret.name }}
- name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM
  value: "true"
- name: QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS
  value: /etc/tributary/redis/ca.crt
{{- end }}
{{- end }}
{{- if $service.sealed }}
- name: TRIBUTARY_ENCRYPTION_KEY
  valueFrom:
    secretKeyRef: {name: {{ $values.secrets.existingSecret }}, key: encryption-key}
{{- end }}
{{- if $service.outward }}
- name: TRIBUTARY_EGRESS_ALLOW
  value: {{ join "," $values.egress.allow | quote }}
{{- end }}
{{- if $service.volume }}
- name: TRIBUTARY_DATA_DIR
  value: /var/lib/tributary
{{- end }}
- name: TRIBUTARY_TRACES_DISABLED
  value: {{ empty $values.traces.endpoint | quote }}
{{- with $values.traces.endpoint }}
- name: QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- include (printf "tributary.environment.%s" $key) . }}
{{- range $name, $value := .values.environment }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "tributary.environment.gateway" }}
{{- $root := .root }}
- name: GATEWAY_URL
  value: {{ required "gateway.url is needed" $root.Values.gateway.url | quote }}
- name: COLLECTOR_PUBLIC_URL
  value: {{ include "tributary.collector.url" $root | quote }}
- name: GATEWAY_CLIENT_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.existingSecret }}, key: gateway-client-secret}
- name: TRIBUTARY_COLLECTOR_KEY_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.existingSecret }}, key: collector-key-secret}
- name: GATEWAY_SESSION_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.existingSecret }}, key: session-secret}
{{- range $key, $service := omit (include "tributary.services" $root | fromYaml) "gateway" }}
- name: {{ $service.upstream }}
  value: http://{{ include "tributary.name" (list $root $service.component) }}:8080
{{- end }}
- name: TRIBUTARY_GATEWAY_TRUSTED_PROXIES
  value: {{ $root.Values.gateway.trustedProxies | int | quote }}
- name: TRIBUTARY_GATEWAY_LIMIT_REPLICAS
  value: {{ include "tributary.most" .values | quote }}
{{- end }}

{{- define "tributary.environment.collector" }}
- name: TRIBUTARY_COLLECTOR_REPLICAS
  value: {{ include "tributary.most" .values | quote }}
- name: TRIBUTARY_COLLECTOR_TRUSTED_PROXIES
  value: {{ .root.Values.collector.trustedProxies | int | quote }}
{{- end }}

{{- define "tributary.environment.destinations" }}
- name: TRIBUTARY_DESTINATIONS_REPLICAS
  value: {{ include "tributary.most" .values | quote }}
{{- end }}

{{- define "tributary.environment.identity" }}{{ end }}

{{- define "tributary.environment.audience" }}
- name: IDENTITY_URL
  value: http://{{ include "tributary.name" (list .root "identity-resolution") }}:8080
{{- end }}

{{- define "tributary.environment.warehouse" }}{{ end }}

{{- define "tributary.environment.control" }}
{{- $root := .root }}
- name: GATEWAY_URL
  value: {{ required "gateway.url is needed" $root.Values.gateway.url | quote }}
- name: GATEWAY_CLIENT_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.existingSecret }}, key: gateway-client-secret}
- name: TRIBUTARY_COLLECTOR_KEY_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $root.Values.secrets.existingSecret }}, key: collector-key-secret}
{{- range $key, $service := omit (include "tributary.services" $root | fromYaml) "control" }}
- name: {{ $service.upstream }}
  value: http://{{ include "tributary.name" (list $root $service.component) }}:8080
{{- end }}
- name: TRIBUTARY_CLOCK_OFFSET_ALLOWED
  value: {{ $root.Values.gateway.clockOffsetAllowed | quote }}
{{- with $root.Values.mail }}
{{- if .host }}
- name: SMTP_HOST
  value: {{ .host | quote }}
- name: SMTP_PORT
  value: {{ .port | int | quote }}
- name: SMTP_TLS
  value: {{ .tls }}
- name: SMTP_FROM
  value: {{ required "mail.from is needed with mail.host" .from | quote }}
{{- if .username }}
- name: SMTP_USERNAME
  value: {{ .username | quote }}
- name: SMTP_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ required "mail.passwordSecret.name is needed with mail.username" .passwordSecret.name }}, key: {{ .passwordSecret.key }}}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
