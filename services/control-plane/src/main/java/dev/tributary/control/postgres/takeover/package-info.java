/**
 * The takeover of the rows of the former database of the api-gateway. It runs once, with the
 * credentials of the owners of both databases, when the database of the control plane is migrated.
 * It depends on the runtime only.
 */
@NullMarked
package dev.tributary.control.postgres.takeover;

import org.jspecify.annotations.NullMarked;
