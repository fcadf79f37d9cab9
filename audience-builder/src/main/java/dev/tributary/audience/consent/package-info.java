/**
 * The consent of people whom an earlier version of this service stored without it: it is read once
 * from identity resolution.
 *
 * <p>Depends on the contracts only.
 */
@NullMarked
package dev.tributary.audience.consent;

import org.jspecify.annotations.NullMarked;
