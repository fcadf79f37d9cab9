/**
 * The topic {@code memberships}: who entered or left which audience, and why.
 *
 * <p>Sequence numbers order the changes of one person in one audience, for any order of arrival.
 * The package depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.membership;

import org.jspecify.annotations.NullMarked;
