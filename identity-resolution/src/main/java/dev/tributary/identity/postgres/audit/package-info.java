/** What earlier versions have stored of the audit trail. */
@NullMarked
package dev.tributary.identity.postgres.audit;

import org.jspecify.annotations.NullMarked;
