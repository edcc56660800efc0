using System;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Reads a type as a schema writes it, such as <c>[Company!]!</c>.</summary>
internal static class TypeReferenceText
{
    public static TypeReference Read(string text) =>
        text.EndsWith("!", StringComparison.Ordinal) ? new NonNullType(Read(text.Substring(0, text.Length - 1)))
        : text.StartsWith("[", StringComparison.Ordinal) && text.EndsWith("]", StringComparison.Ordinal) ? new ListType(Read(text.Substring(1, text.Length - 2)))
        : new NamedType(text);
}
