namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Recognises a document in which PowerShell expanded variables. In a double-quoted string <c>query($id : Int) { a(id: $id) }</c>
/// becomes <c>query( : Int) { a(id: ) }</c>, because PowerShell inserts its own variables, which usually do not exist.
/// </summary>
internal static class PowerShellExpansion
{
    public const string Advice =
        "PowerShell replaces each $name in a double-quoted string, often with nothing: "
        + "put the document in single quotes, '...' or @'...'@.";

    /// <summary>Whether PowerShell may have removed a variable definition. A name without the <c>$</c> is another mistake.</summary>
    public static bool HasTakenVariableDefinition(TokenKind found) => found
        is TokenKind.Colon or TokenKind.Bang or TokenKind.EqualsSign or TokenKind.ParenthesisClose
        or TokenKind.At or TokenKind.Int or TokenKind.Float;

    /// <summary>Whether PowerShell may have removed a value: the list of arguments, or the object, is closed too early.</summary>
    public static bool HasTakenValue(TokenKind found) => found is TokenKind.ParenthesisClose or TokenKind.BraceClose;

    /// <summary>
    /// Whether PowerShell may have removed a value before a missing name. In <c>(take: , skip: 1)</c> the comma means nothing. So <c>skip</c> is read
    /// as the value of <c>take</c>, and the error is at the second colon. <c>(take: $, skip: 1)</c> is read as <c>$skip</c> in the same way.
    /// </summary>
    /// <param name="found">The token in the name's place.</param>
    /// <param name="previous">The value of the argument or object field before it; null for the first one.</param>
    public static bool HasTakenValueBefore(TokenKind found, Value? previous) =>
        found == TokenKind.Colon && previous is null or Variable or EnumValue or BooleanValue or NullValue;

    /// <summary>
    /// Whether PowerShell may have left a single dot: <c>$company.Id</c> becomes <c>.Id</c>, and a hashtable becomes
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
