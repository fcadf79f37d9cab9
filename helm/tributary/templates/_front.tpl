{{/*
What the outside may reach, and no other path; health and metrics have a port of their own, to which none leads. Answers YAML: by
component, its host and the service of each path.
*/}}
{{- define "tributary.front" -}}
{{- $ingress := .Values.ingress }}
{{- $gateway := required "ingress.gatewayHost is needed for ingress and Gateway API" $ingress.gatewayHost }}
{{- $collector := required "ingress.collectorHost is needed for ingress and Gateway API" $ingress.collectorHost }}
{{- include "tributary.front.paths" (list . "api-gateway" $gateway $ingress.gatewayPaths) }}
{{- include "tributary.front.paths" (list . "event-collector" $collector $ingress.collectorPaths) }}
{{- end }}

{{/* Where SDKs reach the collector: as the values say, or by the host that leads there, or inside the cluster. */}}
{{- define "tributary.collector.url" -}}
{{- $ingress := .Values.ingress }}
{{- if .Values.collector.url }}{{ .Values.collector.url }}
{{- else if and $ingress.collectorHost (or $ingress.enabled .Values.gatewayApi.enabled) }}
{{- /* TLS may end in front of the ingress, or at the Gateway: then for both hosts. */}}
{{- $tls := or $ingress.tlsSecret (hasPrefix "https:" .Values.gateway.url) }}
{{- printf "%s://%s" (ternary "https" "http" (not (empty $tls))) $ingress.collectorHost }}
{{- else }}{{ printf "http://%s:8080" (include "tributary.name" (list . "event-collector")) }}
{{- end }}
{{- end }}

{{/* Takes a list: root, component, host, open paths. */}}
{{- define "tributary.front.paths" }}
{{ index . 1 }}:
  host: {{ index . 2 }}
  paths:
    {{- range index . 3 }}
    {{ . }}: {{ include "tributary.name" (list (index $ 0) (index $ 1)) }}
    {{- end }}
{{- end }}
