{{/* The port of an address, with or without a scheme, of which only the first counts. */}}
{{- define "tributary.port" -}}
{{- $first := splitList "," . | first }}
{{- $authority := regexReplaceAll "^[a-z]+://" $first "" | splitList "/" | first }}
{{- if regexMatch ":[0-9]+$" $authority }}{{ regexFind "[0-9]+$" $authority }}
{{- else if hasPrefix "https:" $first }}443
{{- else if hasPrefix "http:" $first }}80
{{- else if hasPrefix "redis" $first }}6379
{{- else }}9092
{{- end }}
{{- end }}

{{/* One rule outward: to these peers, or to any, at one port. Takes a list: peers, port. */}}
{{- define "tributary.egress" -}}
- ports: [{protocol: TCP, port: {{ index . 1 }}}]
  {{- with index . 0 }}
  to: {{ toJson . }}
  {{- end }}
{{- end }}

{{- define "tributary.egress.names" -}}
- ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
{{- end }}
