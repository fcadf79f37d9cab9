/**
 * The topic {@code reads}: which personal data people were shown.
 *
 * <p>It is written before they are shown them, and at least once; identity resolution keeps the
 * trail. It depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.audit;

import org.jspecify.annotations.NullMarked;
