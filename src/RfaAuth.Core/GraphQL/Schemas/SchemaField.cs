using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>A field of an object, an interface or an input object.</summary>
public sealed class SchemaField
{
    internal SchemaField(string name, TypeReference type)
    {
        Name = name;
        TypeReference = type;
    }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>The field's type as in a document, such as <c>[Company!]!</c>.</summary>
    public string Type => TypeReference.ToString();

    /// <summary>The service's description; null if it has none.</summary>
    public string? Description => SchemaKeywords.ForPeople(DescriptionAsGiven);

    /// <summary>The name of the type that has the field.</summary>
    public string DeclaringType { get; init; } = "";

    public IReadOnlyList<SchemaArgument> Arguments { get; init; } = [];

    /// <summary>The default of an input field as in a document; null if it has none.</summary>
    public string? DefaultValue { get; init; }

    public bool IsDeprecated { get; init; }

    public string? DeprecationReason => SchemaKeywords.ForPeople(DeprecationReasonAsGiven);

    /// <summary>The field in one line of SDL, with a mark if it is deprecated.</summary>
    public string Signature => ToString() + (IsDeprecated ? " @deprecated" : "");

    /// <summary>The field for display: the signature, wrapped at 80 columns, and below it the description.</summary>
    public string Overview
    {
        get
        {
            var text = WordWrap.Break(Signature, 0, 4);
            if (IsDeprecated)
                text += "\n" + WordWrap.Break("Deprecated: " + (DeprecationReason ?? SpecifiedTypes.DefaultDeprecationReason), 4, 4);
            return string.IsNullOrEmpty(Description) ? text : text + "\n" + WordWrap.Break(Description!, 4, 4);
        }
    }

    internal TypeReference TypeReference { get; }

    internal string? DescriptionAsGiven { get; init; }

    internal string? DeprecationReasonAsGiven { get; init; }

    /// <summary>Whether an input field is required.</summary>
    internal bool IsRequired => TypeReference is NonNullType && DefaultValue is null;

    internal SchemaArgument? Argument(string name)
    {
        // Most fields have few arguments, so a dictionary for each field would cost more than it saves.
        foreach (var argument in Arguments)
        {
            if (argument.Name == name)
                return argument;
        }

        return null;
    }

    public override string ToString()
    {
        var arguments = Arguments.Count == 0 ? "" : $"({string.Join(", ", Arguments.Select(argument => argument.ToString()))})";
        return $"{Name}{arguments}: {Type}{(DefaultValue is null ? "" : " = " + DefaultValue)}";
    }
}
