/** The audit trails over REST. */
@NullMarked
package dev.tributary.identity.http.audit;

import org.jspecify.annotations.NullMarked;
