/**
 * Renders the chart with the value sets beside it and checks what comes out: against Kubernetes'
 * own types, against rules of ours, and against what the services need. The compose file and the
 * images are compared with the chart. Nothing here needs a cluster.
 */
package dev.tributary.helm;
