package datastream.security;

/**
 * An account as it was when a token was made for it.
 *
 * @param account which account; no other ever gets this number
 * @param generation grows with every change of the account that ends the tokens of before
 */
public record AccountGeneration(int account, long generation) {}
