/**
 * What the services ship of others' work: its list, its oldest allowed versions, its known
 * vulnerabilities.
 *
 * <p>It depends on the JDK and Jackson.
 */
@NullMarked
package dev.tributary.local.supply;

import org.jspecify.annotations.NullMarked;
