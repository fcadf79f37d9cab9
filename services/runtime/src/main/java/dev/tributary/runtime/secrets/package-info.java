/**
 * Customers' secrets at rest: sealed when they are written, opened only where they are used.
 *
 * <p>Envelope encryption, bound to the place of a secret. It depends on Tink's AES-GCM.
 */
@NullMarked
package dev.tributary.runtime.secrets;

import org.jspecify.annotations.NullMarked;
