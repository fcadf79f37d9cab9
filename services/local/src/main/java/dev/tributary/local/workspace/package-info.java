/**
 * The workspace that a first start creates, only through the public REST API, so that there is
 * something to work with; and bearer tokens for it. Depends on the installation's addresses and
 * secrets.
 */
@NullMarked
package dev.tributary.local.workspace;

import org.jspecify.annotations.NullMarked;
