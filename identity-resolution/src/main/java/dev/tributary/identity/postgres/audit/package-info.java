/** The part of the audit trail that earlier versions have stored. */
@NullMarked
package dev.tributary.identity.postgres.audit;

import org.jspecify.annotations.NullMarked;
