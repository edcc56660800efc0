#!/usr/bin/env bash
# GraphQL 8.8.5 (GraphQL.NET) gives an argument of type ID to the resolver as a number or as text, by how the client wrote it.
#
# The specification lets clients write an ID as text or as a whole number (section 3.5.5). graphql-js makes text of both, so a resolver sees one
# type. GraphQL.NET keeps the type: `5` comes as Int32, `"5"` as String, and a long one as BigInteger, from the document and from the variables
# alike. A resolver that reads the argument without asking for a type looks up one of them in vain. So a client that always sends text is safer.
#
# Output seen, with .NET 10:
#   5 in the document: Int32
#   "5" in the document: String
#   5 in the variables: Int32
#   "5" in the variables: String
#   20 digits in the variables: BigInteger
set -euo pipefail
seen=$(sed -n 's/^#   //p' "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > ids.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="GraphQL" Version="[8.8.5]" />
    <PackageReference Include="GraphQL.SystemTextJson" Version="[8.8.5]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Types;

var query = new ObjectGraphType { Name = "Query" };
query.Field<StringGraphType>("type").Argument<NonNullGraphType<IdGraphType>>("id").Resolve(context => context.Arguments["id"].Value.GetType().Name);
var schema = new Schema { Query = query };
var serializer = new GraphQLSerializer();
async Task Show(string name, string text, string variables)
{
    var answer = await schema.ExecuteAsync(serializer, options => (options.Query, options.Variables) = (text, serializer.Deserialize<Inputs>(variables)));
    Console.WriteLine($"{name}: {JsonDocument.Parse(answer).RootElement.GetProperty("data").GetProperty("type")}");
}
const string ByVariable = "query ($id: ID!) { type(id: $id) }";
await Show("5 in the document", "{ type(id: 5) }", "{}");
await Show("\"5\" in the document", "{ type(id: \"5\") }", "{}");
await Show("5 in the variables", ByVariable, "{\"id\":5}");
await Show("\"5\" in the variables", ByVariable, "{\"id\":\"5\"}");
await Show("20 digits in the variables", ByVariable, "{\"id\":12345678901234567890}");
CS
dotnet run --verbosity quiet -p:Nullable=disable | tee seen.txt
diff seen.txt <(echo "$seen")
