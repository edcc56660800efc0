using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>Makes a <see cref="Schema"/> from SDL (GraphQL specification, section 3), with its definitions and their extensions.</summary>
internal static class SdlReader
{
    /// <exception cref="GraphQLSyntaxException">The text is no type system document.</exception>
    /// <exception cref="RfaException">InvalidSchema: the document is no usable schema. The message says where and why.</exception>
    public static Schema Read(string text)
    {
        var document = TypeSystemParser.Parse(text);
        new SdlCheck(text, document).ThrowIfInvalid();
        var parts = ReadParts(document);
        var roots = RootTypes(document, parts);
        return new Schema(
            parts.Types,
            [.. parts.Directives, .. SpecifiedTypes.Directives.Where(directive => parts.Directives.All(own => own.Name != directive.Name))],
            roots.TryGetValue(OperationType.Query, out var query)
                ? query
                : throw SdlCheck.Invalid("it has no root type of queries: a type Query, or a schema definition that names one"))
        {
            MutationType = roots.TryGetValue(OperationType.Mutation, out var mutation) ? mutation : null,
            SubscriptionType = roots.TryGetValue(OperationType.Subscription, out var subscription) ? subscription : null,
            DescriptionAsGiven = document.Definitions.OfType<SchemaDefinition>().FirstOrDefault(schema => !schema.IsExtension)?.Description,
        };
    }

    /// <summary>The types and directives. They are not checked.</summary>
    public static SchemaParts ReadParts(TypeSystemDocument document)
    {
        var extensions = document.Definitions.OfType<TypeDefinition>().Where(type => type.IsExtension).ToLookup(type => type.Name, StringComparer.Ordinal);
        var directiveExtensions = document.Definitions.OfType<DirectiveDefinition>().Where(directive => directive.IsExtension).ToLookup(directive => directive.Name, StringComparer.Ordinal);
        return new SchemaParts(
            [.. document.Definitions.OfType<TypeDefinition>().Where(type => !type.IsExtension).Select(type => ReadType([type, .. extensions[type.Name]]))],
            [.. document.Definitions.OfType<DirectiveDefinition>().Where(directive => !directive.IsExtension).Select(directive => ReadDirective(directive, directiveExtensions[directive.Name]))]);
    }

    private static Dictionary<OperationType, string> RootTypes(TypeSystemDocument document, SchemaParts parts)
    {
        var definitions = document.Definitions.OfType<SchemaDefinition>().ToList();
        var roots = new Dictionary<OperationType, string>();
        if (definitions.All(definition => definition.IsExtension))
        {
            // Without a schema definition, the root types have their usual names.
            foreach (var operation in new[] { OperationType.Query, OperationType.Mutation, OperationType.Subscription })
            {
                if (parts.Types.Any(type => type.Name == operation.ToString()))
                    roots[operation] = operation.ToString();
            }
        }

        foreach (var root in definitions.SelectMany(definition => definition.RootTypes))
            roots[root.Operation] = root.Type.Name;
        return roots;
    }

    private static SchemaType ReadType(List<TypeDefinition> definitions)
    {
        var first = definitions[0];
        var directives = definitions.SelectMany(definition => definition.Directives).ToList();
        var members = definitions.SelectMany(definition => definition.Members).Select(type => type.Name).ToList();
        return new SchemaType(first.Name, KindOf(first.Keyword))
        {
            DescriptionAsGiven = first.Description,
            Fields =
            [
                .. definitions.SelectMany(definition => definition.Fields).Select(field => ReadField(field, first.Name)),
                .. definitions.SelectMany(definition => definition.InputFields).Select(field => ReadInputField(field, first.Name)),
            ],
            EnumValues = [.. definitions.SelectMany(definition => definition.Values).Select(ReadEnumValue)],
            Interfaces = [.. definitions.SelectMany(definition => definition.Interfaces).Select(type => type.Name)],
            PossibleTypes = members,
            IsOneOf = first.Keyword == "input" && directives.Exists(directive => directive.Name == "oneOf"),
            SpecifiedByUrlAsGiven = first.Keyword == "scalar" ? TextArgument(directives, "specifiedBy", "url") : null,
        };
    }

    private static TypeKind KindOf(string keyword) => keyword switch
    {
        "scalar" => TypeKind.Scalar,
        "type" => TypeKind.Object,
        "interface" => TypeKind.Interface,
        "union" => TypeKind.Union,
        "enum" => TypeKind.Enum,
        _ => TypeKind.InputObject,
    };

    private static SchemaField ReadField(FieldDefinition field, string declaringType) => new(field.Name, field.Type)
    {
        DescriptionAsGiven = field.Description,
        DeclaringType = declaringType,
        Arguments = ReadArguments(field.Arguments),
        IsDeprecated = IsDeprecated(field.Directives),
        DeprecationReasonAsGiven = DeprecationReason(field.Directives),
    };

    private static SchemaField ReadInputField(InputValueDefinition field, string declaringType) => new(field.Name, field.Type)
    {
        DescriptionAsGiven = field.Description,
        DeclaringType = declaringType,
        DefaultValue = field.DefaultValue is { } value ? ValueText.Write(value) : null,
        IsDeprecated = IsDeprecated(field.Directives),
        DeprecationReasonAsGiven = DeprecationReason(field.Directives),
    };

    private static IReadOnlyList<SchemaArgument> ReadArguments(IReadOnlyList<InputValueDefinition> arguments) =>
        arguments.Count == 0 ? [] : [.. arguments.Select(ReadArgument)];

    private static SchemaArgument ReadArgument(InputValueDefinition argument) => new(argument.Name, argument.Type)
    {
        DescriptionAsGiven = argument.Description,
        DefaultValue = argument.DefaultValue is { } value ? ValueText.Write(value) : null,
        IsDeprecated = IsDeprecated(argument.Directives),
        DeprecationReasonAsGiven = DeprecationReason(argument.Directives),
    };

    private static SchemaEnumValue ReadEnumValue(EnumValueDefinition value) => new(value.Name)
    {
        DescriptionAsGiven = value.Description,
        IsDeprecated = IsDeprecated(value.Directives),
        DeprecationReasonAsGiven = DeprecationReason(value.Directives),
    };

    private static SchemaDirective ReadDirective(DirectiveDefinition definition, IEnumerable<DirectiveDefinition> extensions)
    {
        List<Directive> directives = [.. definition.Directives, .. extensions.SelectMany(extension => extension.Directives)];
        return new SchemaDirective(definition.Name, definition.Locations)
        {
            DescriptionAsGiven = definition.Description,
            IsRepeatable = definition.IsRepeatable,
            Arguments = ReadArguments(definition.Arguments),
            IsDeprecated = IsDeprecated(directives),
            DeprecationReasonAsGiven = DeprecationReason(directives),
        };
    }

    private static bool IsDeprecated(IReadOnlyList<Directive> directives) => directives.Any(directive => directive.Name == "deprecated");

    private static string? DeprecationReason(IReadOnlyList<Directive> directives) =>
        IsDeprecated(directives) ? TextArgument(directives, "deprecated", "reason") ?? SpecifiedTypes.DefaultDeprecationReason : null;

    private static string? TextArgument(IReadOnlyList<Directive> directives, string directive, string argument) =>
        (directives.FirstOrDefault(candidate => candidate.Name == directive)?.Arguments.FirstOrDefault(candidate => candidate.Name == argument)?.Value as StringValue)?.Text;
}
