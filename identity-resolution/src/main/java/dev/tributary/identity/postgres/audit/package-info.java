/** The audit trails, over PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.audit;

import org.jspecify.annotations.NullMarked;
