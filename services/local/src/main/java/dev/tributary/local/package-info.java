/**
 * The entry point of the local installation, which {@code cdp} calls after everything is built. It
 * may depend on all of this module, and nothing depends on it.
 */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
