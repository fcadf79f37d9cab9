{{/*
What the seven services are, as the code has it. Values say how large they are, never what they are.
  component  the service's own name, and its image's
  stateful   whether the pod's name must outlive the pod: it is the static member of its consumer group
  topic      whose backlog says that more instances would help; never more than its 12 partitions
  database, redis, sealed, outward, volume   what else it needs: a database of its own, Redis, the key that
             seals customers' secrets, the public internet, files that outlive the pod
*/}}
{{- define "tributary.services" -}}
gateway: {component: api-gateway, stateful: false, database: false, redis: true, sealed: false, outward: false, volume: false, front: true, upstream: GATEWAY_INTERNAL_URL}
collector: {component: event-collector, stateful: false, database: true, redis: true, sealed: false, outward: false, volume: false, front: true, upstream: COLLECTOR_URL}
identity: {component: identity-resolution, stateful: true, database: true, redis: false, sealed: false, outward: false, volume: false, front: false, topic: events, upstream: IDENTITY_URL}
audience: {component: audience-builder, stateful: true, database: true, redis: false, sealed: false, outward: false, volume: false, front: false, topic: profiles, upstream: AUDIENCE_URL}
destinations: {component: destinations, stateful: true, database: true, redis: true, sealed: true, outward: true, volume: false, front: false, topic: profiles, upstream: DESTINATIONS_URL}
warehouse: {component: warehouse-ingestion, stateful: true, database: true, redis: false, sealed: true, outward: true, volume: true, front: false, upstream: WAREHOUSE_URL}
control: {component: control-plane, stateful: false, database: true, redis: false, sealed: true, outward: true, volume: false, front: false, upstream: CONTROL_URL}
{{- end }}

{{/* The most instances that will ever run at once; takes the service's values. */}}
{{- define "tributary.most" -}}
{{- if and .autoscaling .autoscaling.enabled }}{{ .autoscaling.maxReplicas | int }}{{ else }}{{ .replicas | int }}{{ end }}
{{- end }}

{{/* The services' names, with commas. */}}
{{- define "tributary.components" -}}
{{- $names := list }}
{{- range include "tributary.services" . | fromYaml }}{{ $names = append $names .component }}{{ end }}
{{- join ", " $names }}
{{- end }}

{{/* The most connections to PostgreSQL at once: the pools of an instance have at most 20 together, and some are for people. */}}
{{- define "tributary.connections" -}}
{{- $instances := 0 }}
{{- range $key, $service := include "tributary.services" . | fromYaml }}
{{- if $service.database }}{{ $instances = add $instances (include "tributary.most" (get $.Values.services $key) | int) }}{{ end }}
{{- end }}
{{- add 40 (mul 20 $instances) }}
{{- end }}
