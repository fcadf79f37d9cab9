/** The handover of the former audit trail to the topics of the control plane. */
@NullMarked
package dev.tributary.identity.kafka.audit;

import org.jspecify.annotations.NullMarked;
