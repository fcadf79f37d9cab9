{{/* What every pod of ours may do: nothing that it does not need. Takes the root. */}}
{{- define "tributary.pod.security" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .Values.pods.user | int64 }}
  runAsGroup: {{ .Values.pods.user | int64 }}
  fsGroup: {{ .Values.pods.user | int64 }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.pods.nodeSelector }}
nodeSelector: {{ toJson . }}
{{- end }}
{{- with .Values.pods.tolerations }}
tolerations: {{ toJson . }}
{{- end }}
{{- end }}

{{- define "tributary.container.security" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{/* Certificates that the pod's connections are checked against. Take a dictionary: root, key, service. */}}
{{- define "tributary.certificates" -}}
{{- $root := .root }}
{{- $found := dict }}
{{- if not .migration }}
{{- $kafka := include "tributary.kafka" (list $root .key) | fromYaml }}
{{- $_ := set $found "kafka" $kafka.ca }}
{{- $_ := set $found "kafka-client" $kafka.client }}
{{- $_ := set $found "trust" $root.Values.trustStore.secret }}
{{- if .service.redis }}{{ $_ := set $found "redis" $root.Values.redis.caSecret }}{{ end }}
{{- end }}
{{- $files := dict "trust" "truststore.p12" "kafka-client" "client.pem" }}
{{- if .service.database }}{{ $_ := set $found "database" (include "tributary.database" (list $root .key) | fromYaml).ca }}{{ end }}
{{- range $name, $secret := $found }}
{{- if $secret.name }}
{{ $name }}: {secret: {{ $secret.name }}, key: {{ $secret.key }}, file: {{ get $files $name | default "ca.crt" }}}
{{- end }}
{{- end }}
{{- end }}

{{- define "tributary.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- range $name, $certificate := include "tributary.certificates" . | fromYaml }}
- {name: {{ $name }}, mountPath: /etc/tributary/{{ $name }}, readOnly: true}
{{- end }}
{{- end }}

{{- define "tributary.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ .temporarySpace }}}
{{- range $name, $certificate := include "tributary.certificates" . | fromYaml }}
- name: {{ $name }}
  secret:
    secretName: {{ $certificate.secret }}
    defaultMode: 288 # 0440
    items: [{key: {{ $certificate.key }}, path: {{ $certificate.file }}}]
{{- end }}
{{- end }}

{{/* The pod of a service. Takes a dictionary: root, key, service, values. */}}
{{- define "tributary.pod" -}}
{{- $root := .root }}
{{- $name := list $root .service.component }}
{{- $volumes := merge (dict "temporarySpace" .values.temporarySpace "migration" false) . }}
metadata:
  labels:
    {{- include "tributary.labels" $name | nindent 4 }}
    {{- with $root.Values.pods.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $root.Values.pods.annotations }}
  annotations: {{ toJson . }}
  {{- end }}
spec:
  {{- include "tributary.pod.security" $root | nindent 2 }}
  serviceAccountName: {{ include "tributary.fullname" $root }}
  terminationGracePeriodSeconds: 30
  {{- with $root.Values.pods.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  affinity:
    podAntiAffinity:
      {{- if eq $root.Values.pods.antiAffinity "required" }}
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels: {{- include "tributary.selector" $name | nindent 14 }}
      {{- else }}
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          podAffinityTerm:
            topologyKey: kubernetes.io/hostname
            labelSelector:
              matchLabels: {{- include "tributary.selector" $name | nindent 16 }}
      {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "tributary.selector" $name | nindent 10 }}
  containers:
    - name: {{ .service.component }}
      image: {{ include "tributary.image" $name }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      {{- include "tributary.container.security" $root | nindent 6 }}
      ports:
        - {name: http, containerPort: 8080}
        - {name: management, containerPort: 9000}
      env:
        {{- include "tributary.environment" . | nindent 8 }}
      resources: {{ toJson .values.resources }}
      # A start waits for nothing but the JVM; what is away is told by readiness.
      startupProbe:
        httpGet: {path: /q/health/live, port: management}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /q/health/live, port: management}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      # Whether it can answer. A loop that stands still is told by /q/health/ready and by alerts:
      # its pod goes on answering, or the pages that show why would be gone with it.
      readinessProbe:
        httpGet: {path: /q/health/group/traffic, port: management}
        periodSeconds: 5
        timeoutSeconds: 6
        failureThreshold: 2
      {{- if .service.front }}
      # Until the proxies in front have heard that this pod is going, it goes on answering.
      lifecycle:
        preStop:
          sleep: {seconds: 8}
      {{- end }}
      volumeMounts:
        {{- include "tributary.mounts" $volumes | nindent 8 }}
        {{- if .service.volume }}
        - {name: data, mountPath: /var/lib/tributary}
        {{- end }}
  volumes:
    {{- include "tributary.volumes" $volumes | nindent 4 }}
{{- end }}
