namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Tells a document that PowerShell has written into. In a double-quoted string <c>query($id : Int) { a(id: $id) }</c>
/// arrives as <c>query( : Int) { a(id: ) }</c>, because PowerShell puts its own variables there, and most often has none of that name.
/// </summary>
internal static class PowerShellExpansion
{
    public const string Advice =
        "PowerShell replaces each $name in a double-quoted string, often with nothing: "
        + "put the document in single quotes, '...' or @'...'@.";

    /// <summary>Whether a missing <c>$</c> of a variable definition is its work: a name without the <c>$</c> is a slip of another kind.</summary>
    public static bool HasTakenVariableDefinition(TokenKind found) => found
        is TokenKind.Colon or TokenKind.Bang or TokenKind.EqualsSign or TokenKind.ParenthesisClose
        or TokenKind.At or TokenKind.Int or TokenKind.Float;

    /// <summary>Whether a missing value is its work: what closes the list of arguments, or the object, came too soon.</summary>
    public static bool HasTakenValue(TokenKind found) => found is TokenKind.ParenthesisClose or TokenKind.BraceClose;

    /// <summary>
    /// Whether a missing name is its work: in <c>(take: , skip: 1)</c>, where commas mean nothing, <c>skip</c> is read as the value
    /// of <c>take</c>, and it is the second colon that cannot be; <c>(take: $, skip: 1)</c> is read as <c>$skip</c> likewise.
    /// </summary>
    /// <param name="found">What stands in the name's place.</param>
    /// <param name="previous">The value of the argument or object field before it; null for the first one.</param>
    public static bool HasTakenValueBefore(TokenKind found, Value? previous) =>
        found == TokenKind.Colon && previous is null or Variable or EnumValue or BooleanValue or NullValue;

    /// <summary>
    /// Whether a single dot is its work: of <c>$company.Id</c> it leaves <c>.Id</c>, and for a hashtable it writes
    /// <c>System.Collections.Hashtable</c>.
    /// </summary>
    public static bool HasLeftDot(string source, int position)
    {
        if (position == 0 || position + 1 == source.Length || !Characters.IsNameStart(source[position + 1]))
            return false;
        const string Root = "System";
        var before = source[position - 1];
        return Characters.IsNameContinue(before)
            ? position >= Root.Length && string.CompareOrdinal(source, position - Root.Length, Root, 0, Root.Length) == 0
            : before is ':' or ' ';
    }
}
