/**
 * The caller of a request, and its workspace: tokens, roles, personal data.
 *
 * <p>Routes that the role matrix does not name are refused. It depends on the packages http and
 * definitions.
 */
@NullMarked
package dev.tributary.runtime.tenancy;

import org.jspecify.annotations.NullMarked;
