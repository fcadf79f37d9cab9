/**
 * Changes that wait for a second person's approval: which routes allow it, what a request asks for,
 * and how it is decided. Knows the JDK, Jackson and the contracts only.
 */
@NullMarked
package dev.tributary.control.approval;

import org.jspecify.annotations.NullMarked;
