{{- define "tributary.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 30 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" (.Release.Name | trunc 20 | trimSuffix "-") .Chart.Name }}{{ end }}
{{- end }}

{{/* Takes a list: the root, and the component. */}}
{{- define "tributary.name" -}}
{{- printf "%s-%s" (include "tributary.fullname" (index . 0)) (index . 1) | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "tributary.selector" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "tributary.labels" -}}
{{ include "tributary.selector" . }}
app.kubernetes.io/version: {{ include "tributary.tag" (index . 0) | quote }}
app.kubernetes.io/part-of: tributary
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}

{{- define "tributary.tag" -}}
{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Takes a list: the root, and the component. */}}
{{- define "tributary.image" -}}
{{- $root := index . 0 }}
{{- $digest := get $root.Values.image.digests (index . 1) }}
{{- printf "%s/tributary-%s:%s" $root.Values.image.registry (index . 1) (include "tributary.tag" $root) }}{{ if $digest }}@{{ $digest }}{{ end }}
{{- end }}

{{- define "tributary.kafka.cluster" -}}
{{ include "tributary.name" (list . "kafka") }}
{{- end }}

{{- define "tributary.postgres.cluster" -}}
{{ include "tributary.name" (list . "postgres") }}
{{- end }}
