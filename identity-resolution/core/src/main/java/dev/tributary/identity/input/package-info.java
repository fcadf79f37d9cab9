/**
 * The inputs of identity resolution: records of the log, read as events, rows and commands; and the
 * messages that are published because of them.
 *
 * <p>It depends on the contracts, on acceptance and on claims.
 */
@NullMarked
package dev.tributary.identity.input;

import org.jspecify.annotations.NullMarked;
