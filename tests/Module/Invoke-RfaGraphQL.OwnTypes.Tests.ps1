#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Values of types that are the service's own, and pipelines that gave nothing.

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $schema = @'
{"data":{"__schema":{"queryType":{"name":"Query"},"types":[
 {"kind":"SCALAR","name":"Decimal"},{"kind":"SCALAR","name":"Money"},{"kind":"OBJECT","name":"Query","fields":[]},
 {"kind":"INPUT_OBJECT","name":"Filter","inputFields":[
  {"name":"ids","type":{"kind":"LIST","ofType":{"kind":"NON_NULL","ofType":{"kind":"SCALAR","name":"ID"}}}},
  {"name":"least","type":{"kind":"SCALAR","name":"Decimal"}}]}]}}}
'@

    # As a hashtable: the parameter of a function makes null of what a pipeline did not give.
    function Send-Given {
        param([string] $Type, [hashtable] $Variables)
        Add-ScriptedAnswer $server
        $null = Invoke-RfaGraphQL "query (`$v: $Type) { ping(v: `$v) }" $Variables
        Get-SentVariable $server
    }

    function Send-Variable {
        param([string] $Type, $Value, [hashtable] $Parameters = @{})
        Add-ScriptedAnswer $server
        $null = Invoke-RfaGraphQL "query (`$v: $Type) { ping(v: `$v) }" @{ v = $Value } @Parameters
        Get-SentVariable $server
    }

    function Send-Input {
        param([string] $Type, $InputObject, [hashtable] $Parameters = @{})
        Add-ScriptedAnswer $server
        $null = $InputObject | Invoke-RfaGraphQL "query (`$v: $Type) { ping(v: `$v) }" @Parameters
        Get-SentVariable $server
    }
}

AfterAll { Stop-ScriptedServer $server }

Describe 'Values' {
    BeforeEach {
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
        Clear-ScriptedServer $server
    }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    Context 'A pipeline that gives nothing' {
        It 'is an empty list where <type> is declared' -ForEach @{ type = '[ID!]' }, @{ type = '[ID!]!' }, @{ type = '[[Int]]' }, @{ type = '[ID!] = ["d"]' } {
            Send-Given $type @{ v = 1..3 | Where-Object { $_ -gt 5 } } | Should -BeExactly '{"v":[]}'
            Send-Input $type ([pscustomobject]@{ v = 1..3 | Where-Object { $_ -gt 5 } }) | Should -BeExactly '{"v":[]}'
            Send-Input $type ([pscustomobject]@{ a = 1 } | Select-Object @{ n = 'v'; e = { 1..3 | Where-Object { $_ -gt 5 } } }) | Should -BeExactly '{"v":[]}'
        }

        It 'is null for other types, and null stays null' {
            Send-Variable '[ID!]' $null | Should -BeExactly '{"v":null}'
            Send-Given 'ID' @{ v = 1..3 | Where-Object { $_ -gt 5 } } | Should -BeExactly '{"v":null}'
            Send-Variable 'Filter' @{ ids = 1..3 | Where-Object { $_ -gt 5 } } | Should -BeExactly '{"v":{"ids":null}}'
        }

        It 'keeps the default of a single value' {
            Add-ScriptedAnswer $server
            $null = Invoke-RfaGraphQL 'query ($v: ID = "d", $w: Int) { ping(v: $v) }' @{ v = 1..3 | Where-Object { $_ -gt 5 }; w = 1 }
            Get-SentVariable $server | Should -BeExactly '{"w":1}'
        }

        It 'is a list in an input object whose type the session knows' {
            Add-ScriptedAnswer $server $schema
            $null = Get-RfaSchema
            Send-Variable 'Filter' @{ ids = 1..3 | Where-Object { $_ -gt 5 } } | Should -BeExactly '{"v":{"ids":[]}}'
            Send-Variable '[Filter!]!' @{ ids = 7 } | Should -BeExactly '{"v":[{"ids":["7"]}]}'
        }

        It 'must be @() in place of $null' {
            "$(Get-ThrownError { Send-Variable '[ID!]!' $null })" | Should -BeLike '*was given null: give @() for an empty list.'
        }
    }

    Context 'Text for a number of the service''s own' {
        It 'is sent as a number once the schema was read' {
            Invoke-Internal RfaAuth.State.SchemaCache Clear @()
            $rows = "v,x`n12.50,1`n0.12345678901234567890123456789012345,2" | ConvertFrom-Csv
            Send-Input 'Decimal' $rows[0] | Should -BeExactly '{"v":"12.50"}'
            Add-ScriptedAnswer $server $schema
            $null = Get-RfaSchema
            Send-Input 'Decimal' $rows[0] | Should -BeExactly '{"v":12.50}'
            Send-Input 'Decimal!' $rows[1] | Should -BeExactly '{"v":0.12345678901234567890123456789012345}'
            Send-Variable 'Decimal' '12.50' | Should -BeExactly '{"v":12.50}'
            Send-Input 'Money' $rows[0] | Should -BeExactly '{"v":"12.50"}'
            Send-Input 'Filter' ([pscustomobject]@{ v = @{ least = '1.10' } }) | Should -BeExactly '{"v":{"least":1.10}}'
        }

        It 'is sent as -ScalarType says, also as a default of the session' {
            Send-Input 'Money' ([pscustomobject]@{ v = '12.50' }) @{ ScalarType = @{ Money = 'Number' } } | Should -BeExactly '{"v":12.50}'
            Send-Input 'Money' ([pscustomobject]@{ v = '12.50' }) @{ ScalarType = @{ money = 'number' } } | Should -BeExactly '{"v":12.50}'
            Send-Variable 'Money' 12.50d @{ ScalarType = @{ Money = 'String' } } | Should -BeExactly '{"v":"12.50"}'
            Send-Variable 'Stamp' ([datetime] '2025-02-03') @{ ScalarType = @{ Stamp = 'Date' } } | Should -BeExactly '{"v":"2025-02-03"}'
            $PSDefaultParameterValues = @{ 'Invoke-RfaGraphQL:ScalarType' = @{ Money = 'Number' } }
            Send-Input 'Money' ([pscustomobject]@{ v = '1' }) | Should -BeExactly '{"v":1}'
            Add-ScriptedAnswer $server $schema
            $null = Get-RfaSchema
            Send-Input 'Decimal' ([pscustomobject]@{ v = '1.0' }) @{ ScalarType = @{ Decimal = 'String' } } | Should -BeExactly '{"v":"1.0"}'
        }

        It 'is refused with a wrong -ScalarType: <why>' -ForEach @(
            @{ why = 'an unknown form'; table = @{ Money = 'Digits' }; says = "*Money can be Any, Number, String, Boolean, DateTime, LocalDateTime, Date, Time, and was given 'Digits'*" }
            @{ why = 'a number for a form'; table = @{ Money = '1' }; says = '*Money can be*' }
            @{ why = 'a scalar of GraphQL'; table = @{ Int = 'String' }; says = "*Int is a type of GraphQL itself*" }
            @{ why = 'no name'; table = @{ 1 = 'Number' }; says = '*its key 1 is no name*' }
        ) {
            $record = Get-ThrownError { Send-Variable 'Money' '1' @{ ScalarType = $table } }
            $record | Get-ErrorCode | Should -Be 'InvalidVariables'
            "$record" | Should -BeLike $says
            @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
        }
    }

    Context 'A date' {
        It 'without a zone has the offset of this machine where DateTime is declared, and the date alone for Date' {
            $date = [datetime] '2025-02-03'
            Send-Variable 'DateTime!' $date | Should -BeExactly "{`"v`":`"2025-02-03T00:00:00.0000000$([datetime]::SpecifyKind($date, 'Local').ToString('zzz'))`"}"
            Send-Variable 'Date' $date | Should -BeExactly '{"v":"2025-02-03"}'
            Send-Variable 'LocalDate' ([datetimeoffset] '2025-02-03T23:00:00-05:00') | Should -BeExactly '{"v":"2025-02-03"}'
            Send-Variable 'String' $date | Should -BeExactly '{"v":"2025-02-03T00:00:00.0000000"}'
        }
    }
}
