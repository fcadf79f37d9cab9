/**
 * Who is shown personal data: on record before they are.
 *
 * <p>Identity resolution keeps the trail; what the other services show comes to it by the topic
 * {@code reads}. It depends on the packages tenancy, kafka and http.
 */
@NullMarked
package dev.tributary.runtime.audit;

import org.jspecify.annotations.NullMarked;
