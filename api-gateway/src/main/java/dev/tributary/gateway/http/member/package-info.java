/**
 * The members, invitations and API clients of a workspace, the caller, and new accounts, over REST.
 */
@NullMarked
package dev.tributary.gateway.http.member;

import org.jspecify.annotations.NullMarked;
