/**
 * Who is shown personal data, on record before they are; and who changes how a workspace is set up,
 * on record in the transaction of the change.
 *
 * <p>Identity resolution keeps both trails; what happens in the other services comes to it by the
 * topics {@code reads} and {@code audit}. It depends on the packages tenancy, kafka, postgres,
 * definitions, secrets and http.
 */
@NullMarked
package dev.tributary.runtime.audit;

import org.jspecify.annotations.NullMarked;
