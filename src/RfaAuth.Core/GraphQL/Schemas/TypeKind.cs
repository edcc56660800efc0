namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>The kinds of named types (GraphQL specification, section 4.2.2).</summary>
internal enum TypeKind
{
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    InputObject,
}

internal static class TypeKinds
{
    // In the order of the enumeration.
    private static readonly string[] s_names = ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT"];

    /// <summary>The kind as introspection writes it.</summary>
    public static string NameOf(TypeKind kind) => s_names[(int)kind];

    /// <returns>The kind with this name; null if there is none.</returns>
    public static TypeKind? Find(string? name) => Array.IndexOf(s_names, name) is >= 0 and var index ? (TypeKind)index : null;
}
