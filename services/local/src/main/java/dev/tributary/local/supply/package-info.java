/**
 * The third-party libraries of the services: their list, their oldest allowed versions, their known
 * vulnerabilities.
 *
 * <p>It depends on the JDK and Jackson.
 */
@NullMarked
package dev.tributary.local.supply;

import org.jspecify.annotations.NullMarked;
