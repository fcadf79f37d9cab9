/**
 * The handover of the audit trail to the control plane: entries that this service has kept in
 * earlier versions. It depends on the contracts.
 */
@NullMarked
package dev.tributary.identity.audit;

import org.jspecify.annotations.NullMarked;
